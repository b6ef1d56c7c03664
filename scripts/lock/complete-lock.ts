interface LockedPackage {
  version?: string;
  resolved?: string;
  optional?: boolean;
  dev?: boolean;
  devOptional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

export interface Lock {
  packages: Record<string, LockedPackage>;
}

/** The lock with an entry for every optional package that one of its packages names by an exact version. */
export function completeLock(lock: Lock): Lock {
  const packages = Object.fromEntries(
    Object.entries(lock.packages).map(([path, entry]) => [path, withoutAddress(entry)]),
  );
  for (const [path, owner] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
      if (!/^\d+\.\d+\.\d+[\w.+-]*$/.test(version) || isInstalled(packages, path, name, version)) continue;
      const taken = packages[`node_modules/${name}`];
      packages[taken ? `${path}/node_modules/${name}` : `node_modules/${name}`] = missing(owner, name, version);
    }
  }
  const root = packages[''];
  const paths = Object.keys(packages)
    .filter((path) => path !== '')
    .sort((one, other) => one.localeCompare(other, 'en'));
  return {
    ...lock,
    packages: {
      ...(root ? { '': root } : {}),
      ...Object.fromEntries(paths.map((path) => [path, packages[path] as LockedPackage])),
    },
  };
}

function withoutAddress({ resolved, ...rest }: LockedPackage): LockedPackage {
  return resolved === undefined || /^https?:/.test(resolved) ? rest : { resolved, ...rest };
}

/** As Node looks a package up: in the folder itself, then in every folder above. */
function isInstalled(packages: Lock['packages'], from: string, name: string, version: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const found = packages[`${folder}${folder ? '/' : ''}node_modules/${name}`];
    if (found) return found.version === version;
    if (folder === '') return false;
  }
}

function missing(owner: LockedPackage, name: string, version: string): LockedPackage {
  const { dev, devOptional } = owner;
  return {
    version,
    ...platformOf(name),
    ...(dev ? { dev } : {}),
    ...(devOptional ? { devOptional } : {}),
    optional: true,
  };
}

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS: Record<string, string> = {
  universal: '',
  wasm32: 'wasm32',
  arm64: 'arm64',
  x64: 'x64',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  ia32: 'ia32',
  loong64: 'loong64',
  mips64el: 'mips64el',
  arm: 'arm',
};
const LIBRARIES: Record<string, string> = { gnu: 'glibc', musl: 'musl' };

/** Names of such packages end in what they are for, as in `binding-linux-x64-musl`; npm then skips them elsewhere. */
function platformOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[/-]/);
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = Object.entries(PROCESSORS).find(([word]) => words.includes(word))?.[1];
  const libc = os === 'linux' ? Object.entries(LIBRARIES).find(([word]) => words.includes(word))?.[1] : undefined;
  return { ...(cpu ? { cpu: [cpu] } : {}), ...(os ? { os: [os] } : {}), ...(libc ? { libc: [libc] } : {}) };
}

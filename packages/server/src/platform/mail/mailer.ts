export interface Mail {
  to: string;
  subject: string;
  /** Plain text; links on lines of their own. */
  text: string;
}

export interface Mailer extends AsyncDisposable {
  send(mail: Mail): Promise<void>;
}

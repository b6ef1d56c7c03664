export interface Mail {
  /** Stays when the same mail is sent again, so that mailboxes can tell. */
  id?: string;
  to: string;
  subject: string;
  /** Plain text; links on lines of their own. */
  text: string;
}

export interface Mailer extends AsyncDisposable {
  send(mail: Mail): Promise<void>;
}

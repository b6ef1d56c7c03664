import type { Mail } from '#platform/mail/mailer';

interface LinkMail {
  to: string;
  link: string;
}

export const mails = {
  resetPassword: ({ to, link }: LinkMail): Mail => ({
    to,
    subject: 'Choose a new Tidemark password',
    text: `Somebody, hopefully you, asked to set a new password for this address. Open this link within an hour:

${link}

The link works once. All open sessions end when the new password is set.
If it was not you, nothing has changed and you can leave this mail alone.
`,
  }),
  verifyAddress: ({ to, link }: LinkMail): Mail => ({
    to,
    subject: 'Confirm your address for Tidemark',
    text: `Open this link within a day to confirm that this address is yours:

${link}

After that, invitations sent to it take effect by themselves.
If you did not make an account, you can leave this mail alone.
`,
  }),
};

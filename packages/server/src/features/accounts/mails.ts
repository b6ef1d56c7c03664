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
  secondFactor: ({ to, enabled }: { to: string; enabled: boolean }): Mail => ({
    to,
    subject: enabled ? 'Two-step sign-in is on for Tidemark' : 'Two-step sign-in is off for Tidemark',
    text: enabled
      ? `From now on signing in to your account also asks for a code of your authenticator app.

If it was not you, change your password and write to the people who run your Tidemark.
`
      : `Your account is now protected by its password alone.

If it was not you, change your password, which ends all other sessions, and switch two-step sign-in on again.
`,
  }),
  proofCode: ({ to, code }: { to: string; code: string }): Mail => ({
    to,
    subject: `${code} is your Tidemark code`,
    text: `Somebody who is signed in to your account asked for something that needs this code:

${code}

It is good for ten minutes and for that one thing only. Tell it to nobody.
If it was not you, change your password: whoever asked knows it.
`,
  }),
  proofsLocked: ({ to, minutes }: { to: string; minutes: number }): Mail => ({
    to,
    subject: 'Confirmations are locked on your Tidemark account',
    text: `Too many wrong answers were given when your account was asked to confirm a sensitive action. For ${minutes} minutes
nothing can be confirmed with it. You stay signed in, and nothing was changed or deleted.

If it was not you, change your password, which ends all other sessions.
`,
  }),
};

import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { signOut, signUp } from '#lib/auth';
import { useTRPC, useTRPCClient } from '#lib/trpc';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { ErrorState } from '#ui/error-state';
import { FormError } from '#ui/form-field';
import { Skeleton } from '#ui/skeleton';
import { AuthFrame, LINK } from './auth-frame.tsx';
import { SignUpForm } from './sign-up-form.tsx';
import { useAuthOptions, useInvitation, type InvitationView } from './use-auth-options.ts';
import { useEnter } from './use-enter.ts';

/** The link of an invitation: accept it with the account that is signed in, or make one. */
export function InvitationPage() {
  const { token = '' } = useParams({ strict: false }) as { token?: string };
  const invitation = useInvitation(token);
  const trpc = useTRPC();
  const me = useQuery({ ...trpc.accounts.me.queryOptions({}), retry: false });
  if (invitation.isError)
    return (
      <ErrorState
        title="The invitation could not be read"
        error={invitation.error}
        onRetry={() => void invitation.refetch()}
      />
    );
  if (invitation.data === undefined || me.isPending) {
    return (
      <AuthFrame title="Invitation">
        <Skeleton className="h-24" />
      </AuthFrame>
    );
  }
  if (invitation.data === null) {
    return (
      <AuthFrame
        title="This invitation is over"
        below={
          <Link to="/" className={LINK}>
            Open Tidemark
          </Link>
        }
      >
        <p className="text-base text-muted">It has expired, was used already, or was withdrawn. Ask for a new one.</p>
      </AuthFrame>
    );
  }
  return me.data === undefined ? (
    <Join invitation={invitation.data} token={token} />
  ) : (
    <Accept invitation={invitation.data} token={token} email={me.data.email} />
  );
}

const titleOf = ({ organizationName }: InvitationView): string => `Join ${organizationName}`;

function Join({ invitation, token }: { invitation: InvitationView; token: string }) {
  const enter = useEnter();
  const minLength = useAuthOptions()?.passwordLength.min ?? 8;
  return (
    <AuthFrame
      title={titleOf(invitation)}
      lead="Create your account."
      below={
        <>
          Have an account?{' '}
          <Link to="/sign-in" search={{ next: `/invite/${token}`, email: invitation.email }} className={LINK}>
            Sign in
          </Link>
        </>
      }
    >
      <SignUpForm
        minLength={minLength}
        email={invitation.email}
        onSubmit={async (person) => {
          await signUp({ ...person, invitationToken: token });
          await enter();
        }}
      />
    </AuthFrame>
  );
}

function Accept({ invitation, token, email }: { invitation: InvitationView; token: string; email: string }) {
  const client = useTRPCClient();
  const enter = useEnter();
  const accept = useSubmit(async () => {
    await client.organizations.invitations.accept.mutate({ token });
    await enter();
  });
  const leave = useSubmit(async () => {
    await signOut();
    location.reload();
  });
  const own = email === invitation.email;
  return (
    <AuthFrame
      title={titleOf(invitation)}
      lead={own ? `As ${email}.` : `The invitation is for ${invitation.email}, and you are signed in as ${email}.`}
    >
      {own ? (
        <Button variant="primary" className="w-full" busy={accept.busy} onClick={() => accept.submit()}>
          Accept the invitation
        </Button>
      ) : (
        <Button className="w-full" busy={leave.busy} onClick={() => leave.submit()}>
          Sign out and use the other address
        </Button>
      )}
      <FormError message={accept.problem ?? leave.problem} />
    </AuthFrame>
  );
}

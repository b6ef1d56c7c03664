import { Link } from '@tanstack/react-router';
import { signUp } from '#lib/auth';
import { useUrlParams } from '#lib/use-url-params';
import { Skeleton } from '#ui/skeleton';
import { AuthFrame, LINK } from './auth-frame.tsx';
import { SignUpForm } from './sign-up-form.tsx';
import { useAuthOptions } from './use-auth-options.ts';
import { useEnter } from './use-enter.ts';

export function SignUpPage() {
  const [params] = useUrlParams();
  const options = useAuthOptions();
  const enter = useEnter();
  const signInInstead = (
    <>
      Have an account?{' '}
      <Link to="/sign-in" search={params} className={LINK}>
        Sign in
      </Link>
    </>
  );
  if (options?.signUp === false) {
    return (
      <AuthFrame title="Sign-up is by invitation" below={signInInstead}>
        <p className="text-base text-muted">
          New accounts need an invitation here. Ask somebody who is already in to invite your e-mail, then open the link
          that you are sent.
        </p>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Create an account" below={signInInstead}>
      {options === null ? (
        <Skeleton className="h-56" />
      ) : (
        <SignUpForm
          minLength={options.passwordLength.min}
          onSubmit={async (person) => {
            await signUp(person);
            await enter();
          }}
        />
      )}
    </AuthFrame>
  );
}

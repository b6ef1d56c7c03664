import { Link } from '@tanstack/react-router';
import { printFilter } from '#lib/filter-text';
import { useProject } from '#lib/session';

const LOOK = 'truncate text-accent-text hover:underline';

/** To the session's page. */
export function SessionLink({ sessionId }: { sessionId: string }) {
  const { id: projectId } = useProject();
  return (
    <Link to="/project/$projectId/sessions/$sessionId" params={{ projectId, sessionId }} className={LOOK}>
      {sessionId}
    </Link>
  );
}

/** To the traces of this user. */
export function UserLink({ userId }: { userId: string }) {
  const { id: projectId } = useProject();
  return (
    <Link
      to="/project/$projectId/traces"
      params={{ projectId }}
      search={{ filter: printFilter({ column: 'userId', op: '=', value: userId }), range: '30d' } as never}
      className={LOOK}
    >
      {userId}
    </Link>
  );
}

import { Navigate, useParams } from '@tanstack/react-router';
import { useCurrentProject } from '../shell/use-current-project.ts';
import { PageMissing } from '../page-missing.tsx';

/** `/trace/…`, as some clients write a trace's address: within the project that was open last. */
export function TraceRedirect() {
  const { traceId = '' } = useParams({ strict: false }) as { traceId?: string };
  const project = useCurrentProject();
  if (project === null) return <PageMissing />;
  return <Navigate to="/project/$projectId/traces/$traceId" params={{ projectId: project.id, traceId }} replace />;
}

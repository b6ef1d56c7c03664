import { Skeleton } from '#ui/skeleton';

/** The shape of a page while its script is on the way. */
export const PageLoading = () => (
  <div aria-busy className="flex h-full flex-col gap-4 p-4">
    <Skeleton className="h-5 w-40" />
    <Skeleton className="h-8 w-full" />
    <Skeleton className="h-64 w-full" />
  </div>
);

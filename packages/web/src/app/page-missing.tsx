import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { Button } from '#ui/button';
import { EmptyState } from '#ui/empty-state';

export const PageMissing = () => (
  <EmptyState
    icon={Compass}
    title="There is no such page"
    action={
      <Button asChild variant="primary">
        <Link to="/">Go home</Link>
      </Button>
    }
  >
    The address may be mistyped, or what it named was deleted, or belongs to a project that you cannot see.
  </EmptyState>
);

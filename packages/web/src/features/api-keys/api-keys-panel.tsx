import { KeyRound, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useNow } from '#lib/use-now';
import { Badge } from '#ui/badge';
import { Button } from '#ui/button';
import { ConfirmDialog } from '#ui/confirm-dialog';
import { CopyButton } from '#ui/copy-button';
import { EmptyState } from '#ui/empty-state';
import { ErrorState } from '#ui/error-state';
import { IconButton } from '#ui/icon-button';
import { ListRow, ListRows, ListSkeleton } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { RelativeTime } from '#ui/relative-time';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { useApiKeys, type ApiKeyRow, type KeyOwner } from './use-api-keys.ts';

export interface ApiKeysPanelProps {
  owner: KeyOwner;
  title: string;
  description: string;
  /** Whether the reader may make and revoke keys. */
  allowed: boolean;
}

export function ApiKeysPanel({ owner, title, description, allowed }: ApiKeysPanelProps) {
  const keys = useApiKeys(owner);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKeyRow | null>(null);
  const add = (
    <Button size="sm" variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden /> Create keys
    </Button>
  );
  if (keys.error !== null)
    return <ErrorState title="The keys could not be read" error={keys.error} onRetry={keys.refetch} />;
  return (
    <Panel flush title={title} description={description} {...(allowed ? { actions: add } : {})}>
      {keys.rows === undefined ? <ListSkeleton rows={2} /> : null}
      {keys.rows?.length === 0 ? (
        <EmptyState icon={KeyRound} title="No keys yet" {...(allowed ? { action: add } : {})}>
          An SDK signs in with a public and a secret key.
        </EmptyState>
      ) : null}
      <ListRows label={title}>
        {(keys.rows ?? []).map((key) => (
          <KeyRow key={key.id} row={key} onRevoke={allowed ? () => setRevoking(key) : null} />
        ))}
      </ListRows>
      {creating ? <CreateKeyDialog create={keys.create} onClose={() => setCreating(false)} /> : null}
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={(open) => !open && setRevoking(null)}
        title={`Revoke ${revoking?.note ?? 'the key'} ${shorten(revoking?.publicKey ?? '')}?`}
        confirmLabel="Revoke the key"
        onConfirm={() => keys.revoke(revoking?.id ?? '')}
      >
        Requests with this key are refused at once, and it cannot be brought back. What it sent stays.
        {revoking?.lastUsedAt === null || revoking === null ? (
          ' It was never used.'
        ) : (
          <>
            {' '}
            It was last used <RelativeTime time={revoking.lastUsedAt} />.
          </>
        )}
      </ConfirmDialog>
    </Panel>
  );
}

const shorten = (publicKey: string): string =>
  publicKey.length > 18 ? `${publicKey.slice(0, 10)}…${publicKey.slice(-4)}` : publicKey;

function KeyRow({ row, onRevoke }: { row: ApiKeyRow; onRevoke: (() => void) | null }) {
  const now = useNow();
  const expired = row.expiresAt !== null && Date.parse(row.expiresAt) <= now;
  return (
    <ListRow
      title={
        <span className="flex min-w-0 items-center gap-1.5">
          {row.note === null ? null : <span className="truncate">{row.note}</span>}
          <span className="truncate font-mono text-xs font-normal">{row.publicKey}</span>
          <CopyButton text={row.publicKey} label="Copy the public key" />
        </span>
      }
      detail={
        <>
          secret <span className="font-mono text-xs">{row.displaySecretKey}</span>, made{' '}
          <RelativeTime time={row.createdAt} />
          {row.createdBy === null ? '' : ` by ${row.createdBy}`}
        </>
      }
    >
      {expired ? <Badge tone="warning">expired</Badge> : null}
      <span className="text-sm text-muted">
        {row.lastUsedAt === null ? (
          'never used'
        ) : (
          <>
            used <RelativeTime time={row.lastUsedAt} />
          </>
        )}
      </span>
      {onRevoke === null ? null : <IconButton icon={Trash2} label="Revoke the key" onClick={onRevoke} />}
    </ListRow>
  );
}

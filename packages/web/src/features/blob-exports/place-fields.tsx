import type { BlobExportDraft } from '@tidemark/contract/blob-exports';
import { FormField } from '#ui/form-field';
import { Input } from '#ui/input';
import { Select } from '#ui/select';
import { Switch } from '#ui/switch';
import { KINDS } from './blob-export-words.ts';

interface PlaceFieldsProps {
  draft: BlobExportDraft;
  hasSecret: boolean;
  folders: readonly string[];
  onChange: (changed: Partial<BlobExportDraft>) => void;
}

/** Where the files go, and with which key. */
export function PlaceFields({ draft, hasSecret, folders, onChange }: PlaceFieldsProps) {
  const { label: _, bucket, example, keys } = KINDS[draft.kind];
  const kinds = (Object.keys(KINDS) as (keyof typeof KINDS)[])
    .filter((kind) => kind !== 'folder' || folders.length > 0 || draft.kind === 'folder')
    .map((kind) => ({ value: kind, label: KINDS[kind].label }));
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <FormField label="Destination">
        {(control) => (
          <Select
            {...control}
            value={draft.kind}
            options={kinds}
            onChange={(kind) => onChange({ kind, secret: null })}
          />
        )}
      </FormField>
      <FormField label={bucket} hint={draft.kind === 'folder' ? `Below ${folders.join(' or ')}` : undefined}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={500}
            spellCheck={false}
            placeholder={draft.kind === 'folder' && folders[0] ? `${folders[0]}/…` : example}
            value={draft.bucket}
            onChange={(event) => onChange({ bucket: event.target.value })}
          />
        )}
      </FormField>
      {keys ? <Keys keys={keys} draft={draft} hasSecret={hasSecret} onChange={onChange} /> : null}
      {draft.kind === 's3' ? <S3Fields draft={draft} onChange={onChange} /> : null}
      {draft.kind === 'azure' ? <Endpoint draft={draft} onChange={onChange} /> : null}
      <FormField label="Prefix" hint="Names of folders, each followed by a slash; may be empty.">
        {(control) => (
          <Input
            {...control}
            maxLength={300}
            spellCheck={false}
            placeholder="exports/tidemark/"
            value={draft.prefix ?? ''}
            onChange={(event) => onChange({ prefix: event.target.value })}
          />
        )}
      </FormField>
    </div>
  );
}

type Fields = Pick<PlaceFieldsProps, 'draft' | 'onChange'>;

function Keys({
  keys,
  draft,
  hasSecret,
  onChange,
}: Fields & { keys: { id: string; secret: string }; hasSecret: boolean }) {
  return (
    <>
      <FormField label={keys.id}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={500}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
            value={draft.accessKeyId ?? ''}
            onChange={(event) => onChange({ accessKeyId: event.target.value || null })}
          />
        )}
      </FormField>
      <FormField
        label={keys.secret}
        hint={
          hasSecret
            ? 'One is kept, for this place and key only. Leave it empty to keep it.'
            : 'Kept encrypted, and never shown.'
        }
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            maxLength={4000}
            autoComplete="new-password"
            placeholder={hasSecret ? '••••••••' : ''}
            value={draft.secret ?? ''}
            onChange={(event) => onChange({ secret: event.target.value || null })}
          />
        )}
      </FormField>
    </>
  );
}

function S3Fields({ draft, onChange }: Fields) {
  return (
    <>
      <FormField label="Region">
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            spellCheck={false}
            placeholder="eu-central-1"
            value={draft.region ?? ''}
            onChange={(event) => onChange({ region: event.target.value })}
          />
        )}
      </FormField>
      <Endpoint draft={draft} onChange={onChange} />
      <label className="flex items-center gap-2 text-base sm:col-span-2">
        <Switch
          label="Bucket in the path"
          checked={draft.forcePathStyle ?? false}
          onCheckedChange={(forcePathStyle) => onChange({ forcePathStyle })}
        />
        Bucket in the path, as many compatible stores want it
      </label>
    </>
  );
}

const Endpoint = ({ draft, onChange }: Fields) => (
  <FormField label="Endpoint" hint="Empty for the vendor's own.">
    {(control) => (
      <Input
        {...control}
        type="url"
        maxLength={500}
        spellCheck={false}
        placeholder="https://storage.example.com"
        value={draft.endpoint ?? ''}
        onChange={(event) => onChange({ endpoint: event.target.value || null })}
      />
    )}
  </FormField>
);

import { JsonView } from '#ui/json-view/json-view';
import { fromTexts } from '#ui/payload-view/from-texts';

/** Metadata as a tree; structured values, which are kept as JSON text, are unfolded. */
export function MetadataView({ metadata, search }: { metadata: Record<string, string>; search: string }) {
  if (Object.keys(metadata).length === 0)
    return <p className="text-sm text-muted">No metadata was sent with this step.</p>;
  return <JsonView value={fromTexts(metadata)} label="Metadata" search={search} />;
}

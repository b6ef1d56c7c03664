import { FileText, Film, Image, Music, type LucideIcon } from 'lucide-react';
import { Tooltip } from '../tooltip.tsx';
import type { MediaReference } from './media-reference.ts';

/** Stands where a payload holds a file that was uploaded beside it. */
export function MediaChip({ media }: { media: MediaReference }) {
  const Icon = iconOf(media.type);
  return (
    <Tooltip text={<span className="font-mono break-all">{media.id}</span>}>
      <span
        tabIndex={0}
        className="inline-flex h-5 max-w-full items-center gap-1 rounded-sm border border-line-strong bg-sunken px-1.5 align-middle font-sans text-xs text-muted"
      >
        <Icon className="size-3.5 shrink-0" aria-hidden />
        <span className="truncate">{media.type}</span>
      </span>
    </Tooltip>
  );
}

function iconOf(type: string): LucideIcon {
  if (type.startsWith('image/')) return Image;
  if (type.startsWith('audio/')) return Music;
  if (type.startsWith('video/')) return Film;
  return FileText;
}

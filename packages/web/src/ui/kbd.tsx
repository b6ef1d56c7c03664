import { showShortcut } from '#lib/keyboard';

/** A shortcut as keys: `<Kbd keys="g t" />`, `<Kbd keys="mod+k" />`. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-0.5">
      {showShortcut(keys).map((key, index) => (
        <kbd
          key={index}
          className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-sm border border-line-strong bg-sunken px-1 font-sans text-xs leading-none text-muted"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}

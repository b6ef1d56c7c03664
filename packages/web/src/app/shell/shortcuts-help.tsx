import { Dialog } from '#ui/dialog';
import { Kbd } from '#ui/kbd';
import { NAVIGATION } from './navigation.ts';

const GROUPS: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Anywhere',
    keys: [
      ['mod+k', 'Go anywhere'],
      ['?', 'This help'],
      ['t', 'Time range'],
      ...NAVIGATION.flat().flatMap(({ shortcut, label }) =>
        shortcut === undefined ? [] : [[shortcut, label] as const],
      ),
    ],
  },
  {
    title: 'Lists',
    keys: [
      ['/', 'Filter or search'],
      ['j', 'Next row'],
      ['k', 'Previous row'],
      ['enter', 'Look at the row'],
      ['mod+enter', 'Open its page'],
      ['x', 'Select the row'],
      ['escape', 'Close the panel'],
    ],
  },
  {
    title: 'Trace',
    keys: [
      ['j', 'Next step'],
      ['k', 'Previous step'],
      ['e', 'First error'],
      ['/', 'Search in the trace'],
      ['c', 'Copy the link'],
      ['escape', 'Back'],
    ],
  },
];

export function ShortcutsHelp({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard" size="lg">
      <div className="grid gap-6 sm:grid-cols-3">
        {GROUPS.map(({ title, keys }) => (
          <section key={title}>
            <h3 className="mb-2 text-sm font-semibold">{title}</h3>
            <dl className="flex flex-col gap-1.5">
              {keys.map(([key, what]) => (
                <div key={key} className="flex items-center justify-between gap-3 text-sm">
                  <dt className="text-muted">{what}</dt>
                  <dd>
                    <Kbd keys={key} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

import { lazy, Suspense } from 'react';
import type { MarkdownViewProps } from './markdown-view.tsx';
import { FoldedText } from './plain-view.tsx';

/** Markdown, whose parser is loaded when the first text needs it; until then the text stands as it was written. */
export function Markdown(props: MarkdownViewProps) {
  return (
    <Suspense fallback={<FoldedText {...props} limit={20_000} mono={false} />}>
      <MarkdownView {...props} />
    </Suspense>
  );
}

const MarkdownView = lazy(() => import('./markdown-view.tsx').then((loaded) => ({ default: loaded.MarkdownView })));

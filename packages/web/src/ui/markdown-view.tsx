import clsx from 'clsx';
import { Children, Fragment, type ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { ChatImage } from './chat-view/chat-image.tsx';
import { CopyButton } from './copy-button.tsx';
import { Highlight } from './highlight.tsx';
import { MediaChip } from './payload-view/media-chip.tsx';
import { splitMedia } from './payload-view/media-reference.ts';
import { FoldedText } from './plain-view.tsx';
import { safeHref } from './safe-href.ts';

export interface MarkdownViewProps {
  text: string;
  search?: string;
}

/** Beyond this, parsing Markdown would be felt; the text is then shown as it is. */
const LARGEST = 120_000;

/** Markdown without raw HTML. Links go only to http, https and mailto; pictures elsewhere stay links. */
export function MarkdownView({ text, search = '' }: MarkdownViewProps) {
  if (text.length > LARGEST) return <FoldedText text={text} limit={20_000} search={search} mono={false} />;
  return (
    <div className={STYLE}>
      <Markdown remarkPlugins={[remarkGfm]} skipHtml={false} urlTransform={keepUrl} components={componentsFor(search)}>
        {text}
      </Markdown>
    </div>
  );
}

/** Every address is judged where it is used, in `Link` and `ChatImage`. */
const keepUrl = (url: string): string => url;

const STYLE =
  'min-w-0 text-base break-words [&>*:first-child]:mt-0 [&>*:last-child]:mb-0 [&_p]:my-2 [&_p]:whitespace-pre-wrap [&_ul]:my-2 [&_ul]:list-disc [&_ul]:pl-5 [&_ol]:my-2 [&_ol]:list-decimal [&_ol]:pl-5 [&_li]:my-0.5 [&_h1]:mt-4 [&_h1]:mb-2 [&_h1]:text-lg [&_h1]:font-semibold [&_h2]:mt-4 [&_h2]:mb-2 [&_h2]:text-lg [&_h2]:font-semibold [&_h3]:mt-3 [&_h3]:mb-1 [&_h3]:font-semibold [&_h4]:mt-3 [&_h4]:font-semibold [&_blockquote]:my-2 [&_blockquote]:border-l-2 [&_blockquote]:border-line-strong [&_blockquote]:pl-3 [&_blockquote]:text-muted [&_hr]:my-3 [&_hr]:border-line [&_th]:border [&_th]:border-line [&_th]:bg-sunken [&_th]:px-2 [&_th]:py-1 [&_th]:text-left [&_td]:border [&_td]:border-line [&_td]:px-2 [&_td]:py-1 [&_input]:mr-1.5';

const searches = new Map<string, Components>();

/** One set of components for each searched text, so that React keeps what it drew. */
function componentsFor(search: string): Components {
  const known = searches.get(search);
  if (known !== undefined) return known;
  if (searches.size > 50) searches.clear();
  const mark = (children: ReactNode): ReactNode => <Marked search={search}>{children}</Marked>;
  const made: Components = {
    a: ({ href, children }) => <Link href={href}>{mark(children)}</Link>,
    img: ({ src, alt }) => (
      <span className="inline-flex items-center gap-1">
        <ChatImage url={typeof src === 'string' ? src : ''} />
        {alt === undefined || alt === '' ? null : <span className="text-xs text-faint">{alt}</span>}
      </span>
    ),
    pre: ({ children }) => (
      <pre className="group relative my-2 overflow-x-auto rounded border border-line bg-sunken p-2.5 text-sm">
        {children}
      </pre>
    ),
    code: ({ className, children }) => <Code className={className}>{children}</Code>,
    p: ({ children }) => <p>{mark(children)}</p>,
    li: ({ children }) => <li>{mark(children)}</li>,
    td: ({ children }) => <td>{mark(children)}</td>,
    strong: ({ children }) => <strong className="font-semibold">{mark(children)}</strong>,
    table: ({ children }) => (
      <div className="my-2 overflow-x-auto">
        <table className="text-sm">{children}</table>
      </div>
    ),
  };
  searches.set(search, made);
  return made;
}

function Link({ href, children }: { href: string | undefined; children: ReactNode }) {
  const safe = safeHref(href);
  if (safe === null) return <span title={href}>{children}</span>;
  return (
    <a href={safe} target="_blank" rel="noopener noreferrer" className="text-accent-text underline underline-offset-2">
      {children}
    </a>
  );
}

function Code({ className, children }: { className: string | undefined; children: ReactNode }) {
  const text = typeof children === 'string' ? children : '';
  const block = className?.startsWith('language-') === true || text.includes('\n');
  if (!block) return <code className="rounded-sm bg-sunken px-1 py-px font-mono text-sm">{children}</code>;
  return (
    <>
      <code className={clsx('font-mono leading-5', className)}>{children}</code>
      <CopyButton
        text={text}
        label="Copy code"
        className="!absolute top-1 right-1 opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
      />
    </>
  );
}

/** Texts among the children with their media references as chips and the searched words marked. */
function Marked({ children, search }: { children: ReactNode; search: string }) {
  return Children.map(children, (child) => {
    if (typeof child !== 'string') return child;
    return splitMedia(child).map((part, index) => (
      <Fragment key={index}>
        {typeof part === 'string' ? <Highlight text={part} search={search} /> : <MediaChip media={part} />}
      </Fragment>
    ));
  });
}

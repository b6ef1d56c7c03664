import { useCallback, useRef, useState } from 'react';
import { usePhone } from '#lib/use-media';
import { useNow } from '#lib/use-now';
import { useUrlParams } from '#lib/use-url-params';
import { SplitPane } from '#ui/split-pane';
import { useSpanTree } from '#ui/span-tree/use-span-tree';
import { stepMatch } from './trace-search.ts';
import { TraceActions } from './trace-actions.tsx';
import { TraceHeader } from './trace-header.tsx';
import { SessionLink, UserLink } from './trace-links.tsx';
import { TracePhone, type PhonePane } from './trace-phone.tsx';
import { TraceSearchBox } from './trace-search-box.tsx';
import { TraceTree } from './trace-tree.tsx';
import type { TraceView } from './trace-types.ts';
import { SelectedDetail } from './selected-detail.tsx';
import { useTraceKeys } from './use-trace-keys.ts';
import { useTraceSearch } from './use-trace-search.ts';
import type { useTraceSkeleton } from './use-trace-skeleton.ts';

export interface TraceWorkspaceProps {
  trace: TraceView;
  skeleton: ReturnType<typeof useTraceSkeleton>;
  live: boolean;
}

/** Header, tree with timeline, and the details of what is selected. Selection, tab and search are in the URL. */
export function TraceWorkspace({ trace, skeleton, live }: TraceWorkspaceProps) {
  const [params, setParams] = useUrlParams();
  const selectedId = params['observation'] ?? null;
  const [words, setWords] = useState(params['find'] ?? '');
  const phone = usePhone();
  const [pane, setPane] = useState<PhonePane>(selectedId === null ? 'steps' : 'details');
  const input = useRef<HTMLInputElement>(null);
  const select = useCallback(
    (id: string | null): void => {
      setParams({ observation: id ?? undefined }, { replace: true });
      setPane('details');
    },
    [setParams],
  );
  const state = useSpanTree(skeleton.tree, selectedId, select);
  const search = useTraceSearch(trace.id, skeleton.tree, words);
  const find = (next: string): void => {
    setWords(next);
    setParams({ find: next.trim() || undefined }, { replace: true });
  };
  const step = (by: 1 | -1): void => {
    const id = stepMatch(search.matches, selectedId, by);
    if (id !== null) select(id);
  };
  const now = useNow();
  useTraceKeys({
    state,
    step,
    focusSearch: () => input.current?.focus(),
    clear: () => (words === '' ? select(null) : find('')),
  });

  const tree = (
    <TraceTree
      state={state}
      skeleton={skeleton}
      total={trace.observationCount}
      openEndUs={live ? Math.max(now * 1000, skeleton.tree.lastUs) : skeleton.tree.lastUs}
      search={words.trim()}
      matches={search.matches}
      timeline={!phone}
    />
  );
  const detail = (
    <SelectedDetail
      trace={trace}
      selectedId={selectedId}
      live={live}
      search={words.trim()}
      tab={params['view']}
      onTab={(view) => setParams({ view: view === 'preview' ? undefined : view }, { replace: true })}
    />
  );
  const searchBox = (
    <TraceSearchBox
      inputRef={input}
      value={words}
      onChange={find}
      matches={search.matches}
      selectedId={selectedId}
      busy={search.busy}
      onStep={step}
    />
  );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <TraceHeader
        trace={trace}
        whole={selectedId === null}
        onWhole={() => select(null)}
        onFirstError={state.nextError}
        session={trace.sessionId === null ? null : <SessionLink sessionId={trace.sessionId} />}
        user={trace.userId === null ? null : <UserLink userId={trace.userId} />}
        actions={
          <>
            {phone ? null : searchBox}
            <TraceActions trace={trace} selectedId={selectedId} />
          </>
        }
      />
      <div className="min-h-0 flex-1">
        {phone ? (
          <TracePhone pane={pane} onPane={setPane} search={searchBox} tree={tree} detail={detail} />
        ) : (
          <SplitPane name="trace" left={tree} right={detail} />
        )}
      </div>
    </div>
  );
}

import { useRef } from 'react';
import { usePhone } from '#lib/use-media';
import { SplitPane } from '#ui/split-pane';
import { SelectedDetail } from './selected-detail.tsx';
import { TraceActions } from './trace-actions.tsx';
import { TraceHeader } from './trace-header.tsx';
import { SessionLink, UserLink } from './trace-links.tsx';
import { TracePhone } from './trace-phone.tsx';
import { TraceSearchBox } from './trace-search-box.tsx';
import { TraceTree } from './trace-tree.tsx';
import type { TraceView } from './trace-types.ts';
import { useBack } from './use-back.ts';
import { useOpenEnd } from './use-open-end.ts';
import { useTraceKeys } from './use-trace-keys.ts';
import type { useTraceSkeleton } from './use-trace-skeleton.ts';
import { useTraceView } from './use-trace-view.ts';

export interface TraceWorkspaceProps {
  trace: TraceView;
  skeleton: ReturnType<typeof useTraceSkeleton>;
  live: boolean;
}

/** Header, tree with timeline, and the details of what is selected. */
export function TraceWorkspace({ trace, skeleton, live }: TraceWorkspaceProps) {
  const view = useTraceView(trace.id, skeleton.tree);
  const { selectedId, select, state, words } = view;
  const phone = usePhone();
  const { running, openEndUs } = useOpenEnd(skeleton.tree, live);
  const back = useBack();
  const input = useRef<HTMLInputElement>(null);
  useTraceKeys({
    state,
    step: view.step,
    focusSearch: () => input.current?.focus(),
    clear: () => {
      if (words !== '') view.find('');
      else if (selectedId !== null) select(null);
      else back();
    },
  });
  const common = { search: words.trim(), selectedId, live };
  const tree = (
    <TraceTree
      {...{ state, skeleton }}
      total={trace.observationCount}
      openEndUs={openEndUs}
      search={common.search}
      matches={view.matches}
      timeline={!phone}
    />
  );
  const detail = <SelectedDetail trace={trace} tab={view.tab} onTab={view.setTab} onStep={select} {...common} />;
  const search = <TraceSearchBox inputRef={input} view={view} />;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <TraceHeader
        trace={trace}
        running={running}
        whole={selectedId === null}
        onWhole={() => select(null)}
        onFirstError={state.nextError}
        session={trace.sessionId === null ? null : <SessionLink sessionId={trace.sessionId} />}
        user={trace.userId === null ? null : <UserLink userId={trace.userId} />}
        actions={
          <>
            {phone ? null : search}
            <TraceActions trace={trace} tree={skeleton.tree} selectedId={selectedId} />
          </>
        }
      />
      <div className="min-h-0 flex-1">
        {phone ? (
          <TracePhone pane={view.pane} onPane={view.setPane} {...{ search, tree, detail }} />
        ) : (
          <SplitPane name="trace" left={tree} right={detail} />
        )}
      </div>
    </div>
  );
}

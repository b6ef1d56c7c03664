import { useUrlParams } from '#lib/use-url-params';
import { Segmented } from '#ui/segmented';
import { ObservationsList } from './observations-list.tsx';
import { TracesList } from './traces-list.tsx';

/** All traces of the project, or all their steps, in the one table. */
export function TracesPage() {
  const [params, setParams] = useUrlParams();
  const list = params['list'] === 'steps' ? 'steps' : 'traces';
  const change = (next: 'traces' | 'steps'): void =>
    setParams({ ...NOTHING, list: next === 'steps' ? 'steps' : undefined });
  const tabs = (
    <Segmented
      label="List"
      value={list}
      onChange={change}
      options={[
        { value: 'traces', label: 'Traces' },
        { value: 'steps', label: 'Steps' },
      ]}
    />
  );
  return list === 'steps' ? <ObservationsList tabs={tabs} /> : <TracesList tabs={tabs} />;
}

/** What belongs to one list and means nothing in the other. */
const NOTHING = { filter: undefined, q: undefined, sort: undefined, cols: undefined, peek: undefined };

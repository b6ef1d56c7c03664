/**
 * Figures about this process for whoever runs it. What may be told is a table, so that a name or label that nobody
 * declared does not compile; labels have few values, and none of them names a tenant. Nothing here may ever break what
 * it tells of: telling never throws, and a question that fails or hangs is left out of the answer.
 */
export interface Metric {
  kind: 'counter' | 'histogram' | 'gauge';
  /** One sentence for whoever looks at it. */
  help: string;
  /** The values of each label; null for names that are ours, such as routes. */
  labels: Readonly<Record<string, readonly string[] | null>>;
  /** Upper bounds of a histogram. */
  buckets?: readonly number[];
}

export type MetricTable = Readonly<Record<string, Metric>>;

type NameOf<Table extends MetricTable, Kind extends Metric['kind']> = {
  [Name in keyof Table & string]: Table[Name]['kind'] extends Kind ? Name : never;
}[keyof Table & string];

export type LabelsOf<One extends Metric> = {
  readonly [Label in keyof One['labels']]: One['labels'][Label] extends readonly (infer Value)[] ? Value : string;
};

export type SetGauge<Table extends MetricTable> = <Name extends NameOf<Table, 'gauge'>>(
  name: Name,
  labels: LabelsOf<Table[Name]>,
  value: number,
) => void;

export interface TelemetryOf<Table extends MetricTable> extends AsyncDisposable {
  count<Name extends NameOf<Table, 'counter'>>(name: Name, labels: LabelsOf<Table[Name]>, by?: number): void;
  observe<Name extends NameOf<Table, 'histogram'>>(name: Name, labels: LabelsOf<Table[Name]>, value: number): void;
  /** `read` is asked whenever somebody looks; what it sets counts only if it comes to its end within two seconds. */
  watch(read: (set: SetGauge<Table>) => Promise<void> | void): void;
}

/** For a process at which nobody looks. */
export function silentTelemetry<Table extends MetricTable>(): TelemetryOf<Table> {
  return {
    count: () => undefined,
    observe: () => undefined,
    watch: () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
}

import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import { AppError } from '#domain/errors';
import type { TelemetryOptions } from './open-telemetry.ts';
import type { MetricTable, SetGauge, TelemetryOf } from './telemetry.ts';

type Meter = ReturnType<MeterProvider['getMeter']>;
type Labels = Readonly<Record<string, string>>;
type Read = (set: (name: string, labels: Labels, value: number) => void) => Promise<void> | void;
type Reading = [name: string, labels: Labels, value: number];

const SEND_EVERY_MS = 60_000;
const ANSWER_WITHIN_MS = 2000;

/** By OpenTelemetry's SDK, with a reader for each way out. Rejects with `conflict` when the port is taken. */
export async function measure<Table extends MetricTable>(
  options: TelemetryOptions<Table>,
): Promise<TelemetryOf<Table>> {
  const scraped = options.prometheus && (await openScraping(options.prometheus));
  const readers: IMetricReader[] = [...(scraped ? [scraped] : []), ...openSending(options)];
  const provider = new MeterProvider({ resource: resourceFromAttributes({ ...options.about }), readers });
  const meter = provider.getMeter('tidemark');
  const counters = instruments(options.metrics, 'counter', (name, { help }) =>
    meter.createCounter(name, { description: help }),
  );
  const histograms = instruments(options.metrics, 'histogram', (name, { help, buckets }) =>
    meter.createHistogram(name, {
      description: help,
      ...(buckets ? { advice: { explicitBucketBoundaries: [...buckets] } } : {}),
    }),
  );
  const watching: Read[] = [];
  answerGauges(meter, options.metrics, watching);
  return {
    count: (name, labels, by = 1) => quietly(() => counters.get(name)?.add(by, labels)),
    observe: (name, labels, value) => quietly(() => histograms.get(name)?.record(value, labels)),
    watch: (read) => void watching.push((set) => read(set as SetGauge<Table>)),
    [Symbol.asyncDispose]: () => provider.shutdown({ timeoutMillis: ANSWER_WITHIN_MS }).catch(() => undefined),
  };
}

function instruments<T>(
  metrics: MetricTable,
  kind: string,
  create: (name: string, metric: MetricTable[string]) => T,
): Map<string, T> {
  const wanted = Object.entries(metrics).filter(([, metric]) => metric.kind === kind);
  return new Map(wanted.map(([name, metric]) => [name, create(name, metric)]));
}

function answerGauges(meter: Meter, metrics: MetricTable, watching: readonly Read[]) {
  const gauges = instruments(metrics, 'gauge', (name, { help }) =>
    meter.createObservableGauge(name, { description: help }),
  );
  meter.addBatchObservableCallback(
    async (result) => {
      const readings = await Promise.all(watching.map(readInTime));
      for (const [name, labels, value] of readings.flat()) {
        const gauge = gauges.get(name);
        if (gauge) result.observe(gauge, value, labels);
      }
    },
    [...gauges.values()],
  );
}

/** All that was read, or nothing when it failed or took too long: half an answer would look like a change. */
async function readInTime(read: Read): Promise<Reading[]> {
  const readings: Reading[] = [];
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), ANSWER_WITHIN_MS);
  const reading = (async () => {
    await read((...one) => void readings.push(one));
    return true;
  })().catch(() => false);
  const inTime = await Promise.race([reading, late]);
  clearTimeout(timer);
  return inTime ? readings : [];
}

async function openScraping({ host, port }: { host: string; port: number }): Promise<IMetricReader> {
  const exporter = new PrometheusExporter({ host, port, preventServerStart: true, withoutScopeInfo: true });
  await exporter.startServer().catch((cause: unknown) => {
    throw new AppError('conflict', `METRICS_PORT: port ${port} cannot be opened`, { cause });
  });
  return exporter;
}

function openSending({ otlp, log }: TelemetryOptions<MetricTable>): IMetricReader[] {
  if (!otlp) return [];
  const exporter = new OTLPMetricExporter({
    url: `${otlp.endpoint.replace(/\/+$/, '')}/v1/metrics`,
    headers: { ...otlp.headers },
  });
  const send = exporter.export.bind(exporter);
  exporter.export = (metrics, done) =>
    send(metrics, (result) => {
      if (result.error) log.warn({ err: result.error }, 'metrics could not be sent; the next ones hold the same sums');
      done(result);
    });
  return [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: otlp.everyMs ?? SEND_EVERY_MS })];
}

function quietly(tell: () => void) {
  try {
    tell();
  } catch {
    // A figure is lost; what it was about goes on.
  }
}

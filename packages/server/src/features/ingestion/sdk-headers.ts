import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '#domain/errors';

/** Which client library sent a request, by the headers that SDKs set; both spellings of them are in use. */
export function sdkOf(headers: IncomingHttpHeaders): { sdkName: string; sdkVersion: string } {
  return { sdkName: header(headers, 'x-langfuse-sdk-name'), sdkVersion: header(headers, 'x-langfuse-sdk-version') };
}

/** Versions of the OTLP attribute convention that are understood; the header is absent in most clients. */
export function checkIngestionVersion(headers: IncomingHttpHeaders) {
  const version = header(headers, 'x-langfuse-ingestion-version');
  if (version === '' || (/^\d+$/.test(version) && Number(version) <= 4)) return;
  throw new AppError('invalid', `Unsupported x-langfuse-ingestion-version: ${version}`);
}

function header(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name] ?? headers[name.replaceAll('-', '_')];
  return (Array.isArray(value) ? value[0] : value)?.slice(0, 200) ?? '';
}

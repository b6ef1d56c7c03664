import { asRecord, asText, textOf, type JsonRecord } from '../json-view/json-fields.ts';
import type { ChatPart } from './chat-message.ts';

/** An image or a file in any vendor's shape, as a URL (a `data:` URL when the bytes are inside); null when it is neither. */
export function readFilePart(record: JsonRecord): ChatPart[] | null {
  const source = asRecord(record['source']) ?? {};
  const inline = asRecord(record['inlineData'] ?? record['inline_data'] ?? record['input_audio']) ?? {};
  const named = asRecord(record['file'] ?? record['fileData'] ?? record['file_data']) ?? {};
  const where = [record, source, inline, named];
  const type = first(where, 'media_type', 'mediaType', 'mime_type', 'mimeType', 'format') ?? guessType(record);
  const url = readUrl(record, source, named) ?? bytesUrl(first(where, 'data', 'content', 'image', 'file_data'), type);
  if (url === null && first(where, 'file_id', 'filename', 'title') === null) return null;
  const image = type.startsWith('image/') || url?.startsWith('data:image/') === true || isImageType(record);
  if (image && url !== null) return [{ kind: 'image', url }];
  const label = first(where, 'filename', 'name', 'title', 'file_id') ?? type;
  return [{ kind: 'file', label: label === '' ? 'file' : label, url }];
}

function readUrl(record: JsonRecord, source: JsonRecord, named: JsonRecord): string | null {
  const imageUrl = record['image_url'];
  const given =
    asText(imageUrl) ??
    textOf(asRecord(imageUrl) ?? {}, 'url') ??
    textOf(record, 'url', 'uri', 'file_url') ??
    textOf(source, 'url') ??
    textOf(named, 'fileUri', 'file_uri', 'url');
  if (given !== null) return given;
  const image = textOf(record, 'image', 'data');
  return image !== null && /^(https?|data|@@@)/.test(image) ? image : null;
}

function bytesUrl(bytes: string | null, type: string): string | null {
  if (bytes === null || bytes === '') return null;
  if (bytes.startsWith('data:') || bytes.startsWith('@@@') || /^https?:/.test(bytes)) return bytes;
  return `data:${type.includes('/') ? type : `audio/${type}`};base64,${bytes}`;
}

const isImageType = (record: JsonRecord): boolean => /image/.test(textOf(record, 'type', 'modality') ?? '');
const guessType = (record: JsonRecord): string => (isImageType(record) ? 'image/png' : 'application/octet-stream');

function first(records: readonly JsonRecord[], ...names: string[]): string | null {
  for (const record of records) {
    const found = textOf(record, ...names);
    if (found !== null) return found;
  }
  return null;
}

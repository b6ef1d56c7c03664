import { expect, test } from 'vitest';
import { maskSettings } from './read-masks.ts';
import { param, sql } from './sql.ts';

const masks = (projectId: string | undefined) => ({ things: sql`id NOT IN (${param.string(projectId ?? 'any')})` });

test('reads of people and programs are masked, those that look after what is stored are not', () => {
  for (const queryClass of ['ui', 'api', 'export'] as const)
    expect(maskSettings(masks, { class: queryClass, projectId: 'p' })).toHaveProperty('additional_table_filters');
  for (const queryClass of ['ingest', 'purge'] as const)
    expect(maskSettings(masks, { class: queryClass, projectId: 'p' })).toEqual({});
  expect(maskSettings(masks, { class: 'ui', projectId: 'p', unmasked: true })).toEqual({});
  expect(maskSettings(undefined, { class: 'ui', projectId: 'p' })).toEqual({});
});

test('a value cannot leave its quotes, neither those of the condition nor those of the setting around it', () => {
  const { additional_table_filters: filters } = maskSettings(masks, { class: 'ui', projectId: `a'b\\` });
  expect(String(filters)).toBe(`{'things':'id NOT IN (CAST(\\'a\\\\\\'b\\\\\\\\\\', \\'String\\'))'}`);
});

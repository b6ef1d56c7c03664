import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Route } from '@tidemark/contract/rest/route';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROUTES = fileURLToPath(new URL('../../../contract/src/rest', import.meta.url));

let stores: TestEngines;
let server: FastifyInstance & AsyncDisposable;
let routes: Route[];
beforeAll(async () => {
  stores = await testEngines();
  server = await testServer(stores);
  const files = globSync('*.ts', { cwd: ROUTES }).filter((file) => !file.includes('.test.'));
  const modules = await Promise.all(
    files.map((file) => import(`${ROUTES}/${file}`) as Promise<Record<string, unknown>>),
  );
  const tables = modules.flatMap((module) => Object.entries(module).filter(([name]) => name.endsWith('Routes')));
  routes = tables.flatMap(([, table]) => Object.values(table as Record<string, Route>));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await stores[Symbol.asyncDispose]();
});

interface Document {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
}

test('every route of the contract is served, and OpenAPI says so under its own name', async () => {
  const { openapi, paths } = (await server.inject('/api/openapi.json')).json<Document>();
  expect(openapi).toBe('3.1.0');
  expect(routes.length).toBeGreaterThan(3);
  for (const { id, path, method } of routes) {
    expect(paths[path]?.[method.toLowerCase()]?.operationId, `${method} ${path}`).toBe(id);
    expect(server.hasRoute({ method, url: path.replaceAll(/\{(\w+)\}/g, ':$1') }), `${method} ${path}`).toBe(true);
  }
  const declared = routes.map(({ path, method }) => `${method} ${path}`);
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(documented.toSorted()).toEqual(declared.toSorted());
});

test('the names and the places of routes are unique', () => {
  for (const list of [routes.map(({ id }) => id), routes.map(({ path, method }) => `${method} ${path}`)])
    expect(list.toSorted()).toEqual([...new Set(list)].toSorted());
});

test('every route that asks for a key refuses a request without one, and says how to bring it', async () => {
  for (const { path, method, auth } of routes.filter((route) => route.auth !== 'none')) {
    const url = path.replaceAll(/\{\w+\}/g, 'x');
    const answer = await server.inject({ method, url });
    expect(answer.statusCode, `${method} ${path} (${auth})`).toBe(401);
    expect(answer.json()).toHaveProperty('message');
  }
});

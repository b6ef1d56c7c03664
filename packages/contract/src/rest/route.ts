import type { z } from 'zod';

/** Who may call a public route. `project`: pk:sk of a project; `scores`: that, or the public key alone as a bearer; `admin`: a signed-in admin of the instance, or its admin key as a bearer. */
export type RouteAuth = 'none' | 'project' | 'scores' | 'organization' | 'admin';

export interface Route {
  /** Name of the operation in OpenAPI. */
  id: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Full path, parameters as `{id}`. */
  path: string;
  summary: string;
  tag: string;
  auth: RouteAuth;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** The handler reads the request itself: its own size limits, encodings and content types. */
  rawBody?: boolean;
  /** Shape of the successful answer, for the document and for tests; answers are not parsed on the way out. */
  response: z.ZodType;
  /** Status of success; 200 unless said. */
  status?: number;
}

export function route<const R extends Route>(definition: R): R {
  return definition;
}

type Out<T> = T extends z.ZodType ? z.output<T> : undefined;
export type ParamsOf<R extends Route> = Out<R['params']>;
export type QueryOf<R extends Route> = Out<R['query']>;
export type BodyOf<R extends Route> = Out<R['body']>;
export type ResponseOf<R extends Route> = z.input<R['response']>;

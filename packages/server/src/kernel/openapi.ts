import type { Route } from '@tidemark/contract/rest/route';
import { z } from 'zod';

type Json = Record<string, unknown>;

const SECURITY: Record<Route['auth'], Json[]> = {
  none: [],
  project: [{ projectKey: [] }],
  scores: [{ projectKey: [] }, { publicKey: [] }],
  organization: [{ organizationKey: [] }],
  admin: [{ adminKey: [] }],
};

const ERRORS: Json = {
  400: {
    description: 'The query or body is not valid; `error` names each problem.',
    content: jsonOf({ $ref: '#/components/schemas/Error' }),
  },
  401: { description: 'Missing, wrong or revoked key.', content: jsonOf({ $ref: '#/components/schemas/Error' }) },
  403: { description: 'The key may not do this.', content: jsonOf({ $ref: '#/components/schemas/Error' }) },
  404: {
    description: 'It does not exist in the project of the key.',
    content: jsonOf({ $ref: '#/components/schemas/Error' }),
  },
};

/** The OpenAPI 3.1 document of the public routes, derived from the contract. */
export function openApiDocument(routes: readonly Route[], about: { version: string; serverUrl: string }): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tidemark',
      version: about.version,
      description: 'Public API. Authenticate with the public key as user and the secret key as password.',
    },
    servers: [{ url: about.serverUrl }],
    paths,
    components: {
      securitySchemes: {
        projectKey: { type: 'http', scheme: 'basic', description: 'Public and secret key of a project.' },
        publicKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'Public key of a project alone; may only create scores.',
        },
        organizationKey: { type: 'http', scheme: 'basic', description: 'Public and secret key of an organization.' },
        adminKey: { type: 'http', scheme: 'bearer', description: 'ADMIN_API_KEY of the instance.' },
      },
      schemas: {
        Error: { type: 'object', properties: { message: { type: 'string' }, error: {} }, required: ['message'] },
      },
    },
  };
}

function operation(route: Route): Json {
  return {
    operationId: route.id,
    summary: route.summary,
    tags: [route.tag],
    security: SECURITY[route.auth],
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(route.body ? { requestBody: { required: true, content: jsonOf(schemaOf(route.body, 'input')) } } : {}),
    responses: {
      [route.status ?? 200]: { description: 'Success.', content: jsonOf(schemaOf(route.response, 'output')) },
      ...(route.auth === 'none' ? {} : ERRORS),
    },
  };
}

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
    ...(typeof property['description'] === 'string' ? { description: property['description'] } : {}),
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' });
  return rest;
}

function jsonOf(schema: Json): Json {
  return { 'application/json': { schema } };
}

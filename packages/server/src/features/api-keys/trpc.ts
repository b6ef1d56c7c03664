import { mutation, query, router } from '#kernel/trpc';
import { createApiKey, createOrganizationApiKey } from './create-api-key.ts';
import { listApiKeys, listOrganizationApiKeys } from './list-api-keys.ts';
import { revokeApiKey, revokeOrganizationApiKey } from './revoke-api-key.ts';

export const apiKeysRouter = router({
  list: query(listApiKeys),
  create: mutation(createApiKey),
  revoke: mutation(revokeApiKey),
  organization: router({
    list: query(listOrganizationApiKeys),
    create: mutation(createOrganizationApiKey),
    revoke: mutation(revokeOrganizationApiKey),
  }),
});

/**
 * Organizations, their members with roles, and invitations. An organization always has an owner; nobody grants a role
 * above their own or changes somebody above them; an invitation is for one address, works once and runs out. Who does
 * not belong to an organization gets the same answer as if it did not exist.
 */
import { feature } from '#kernel/feature';

export { findPlan } from './find-plan.ts';
export { createOrganization } from './create-organization.ts';
export { listMembersOf } from './list-members.ts';
export { listOrganizations } from './list-organizations.ts';
export { ensureOrganization } from './ensure-organization.ts';
export { findMemberRole, findOrganization, refuseAboveOwn } from './membership.ts';
export {
  eraseOrganization,
  listOrganizationsInDeletion,
  lockDueOrganization,
  markOrganization,
  unmarkOrganization,
} from './organization-deletion.ts';
export { openOrganization } from './open-organization.ts';
export { recordSecondFactor } from './record-second-factor.ts';
export { createSignUpInvitations } from './sign-up-invitations.ts';
export { organizationsRouter } from './trpc.ts';

export const organizations = feature({
  name: 'organizations',
  owns: { postgres: ['organizations', 'organization_members', 'invitations'] },
});

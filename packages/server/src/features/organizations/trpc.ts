import { mutation, query, router } from '#kernel/trpc';
import { acceptInvitation } from './accept-invitation.ts';
import { leaveOrganization, removeMember, updateMemberRole } from './change-members.ts';
import { createInvitation } from './create-invitation.ts';
import { createOrganization } from './create-organization.ts';
import { listInvitations, revokeInvitation } from './list-invitations.ts';
import { listMembers } from './list-members.ts';
import { listOrganizations } from './list-organizations.ts';
import { renameOrganization } from './rename-organization.ts';

export const organizationsRouter = router({
  list: query(listOrganizations),
  create: mutation(createOrganization),
  rename: mutation(renameOrganization),
  leave: mutation(leaveOrganization),
  members: router({
    list: query(listMembers),
    updateRole: mutation(updateMemberRole),
    remove: mutation(removeMember),
  }),
  invitations: router({
    list: query(listInvitations),
    create: mutation(createInvitation),
    revoke: mutation(revokeInvitation),
    accept: mutation(acceptInvitation),
  }),
});

/** How an organization ends, for the feature that decides about it. All of these run in the transaction of the caller. */
export {
  deleteOrganizationRow as eraseOrganization,
  lockDue as lockDueOrganization,
  selectInDeletionOwnedBy as listOrganizationsInDeletion,
  updateMarked as markOrganization,
  updateUnmarked as unmarkOrganization,
} from './store/organization-deletion.sql.ts';

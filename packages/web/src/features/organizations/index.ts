/** An organization's own page: its name, its people, invitations. */
export { InvitationsPanel } from './invitations-panel.tsx';
export { MembersPanel } from './members-panel.tsx';
export { OrganizationGeneralPanel } from './organization-general-panel.tsx';

/** The one organisation of this release. */
export const defaultOrganisation = 'default';

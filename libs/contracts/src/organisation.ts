/** The only organisation of this release. */
export const defaultOrganisation = 'default';

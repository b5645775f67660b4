export const supervision = 'what only supervisors see';

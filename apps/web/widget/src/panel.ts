/**
 * The file that the loader imports. The names of all other files change with their content, so that browsers can keep
 * them. It is a separate file because later parts share code with the panel, which must have one address then.
 */
export { mount } from './mount';

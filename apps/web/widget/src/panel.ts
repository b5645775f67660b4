/**
 * The file that the loader imports. The names of all other files change with their content, so that browsers can keep
 * them. It only exports `mount`: parts that load later share code with the panel, and that code must have a single address.
 */
export { mount } from './mount';

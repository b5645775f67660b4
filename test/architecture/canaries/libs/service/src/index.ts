export const fetchOutside = fetch;

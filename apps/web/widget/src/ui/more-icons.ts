/** Paths for {@link Icon} that only the later parts draw. */
export const moreIcon = 'M5 12h.01M12 12h.01M19 12h.01';
export const clockIcon = 'M12 7v5l3 2m6-2a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z';
export const saveIcon = 'M12 4v11m-5-5 5 5 5-5M5 20h14';
export const endIcon = 'M18 6 6 18M6 6l12 12';
export const copyIcon = 'M9 9h11v11H9zM5 15H4V4h11v1';
export const qrIcon = 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2m4-2v6m-6 0h2';
export const checkIcon = 'm5 13 4 4L19 7';
export const lostIcon =
  'M3 3l18 18M8.5 16.4a5 5 0 0 1 7 0M5 12.9a10 10 0 0 1 5.2-2.7m4.6.5a10 10 0 0 1 4.2 2.2M12 20h.01';
export const alertIcon = 'M12 8v5m0 3h.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z';
export const devicesIcon = 'M3 5h13v9H3zM1 18h12M17 9h5v11h-5z';

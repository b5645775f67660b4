/**
 * Styles for forced-colors mode (Windows high contrast), which removes the backgrounds, gradients and shadows of a
 * page. Elements that convey information by colour alone need them.
 */
const forced = '@media (forced-colors: active)';

/** Marks the selected item of a list. */
export const forcedChosen = {
  [forced]: { outline: '2px solid Highlight', outlineOffset: '-2px' },
} as const;

/** Draws the frame of a meter, so that its unused part is visible. */
export const forcedFrame = {
  [forced]: { outline: '1px solid CanvasText', forcedColorAdjust: 'none', backgroundColor: 'Canvas' },
} as const;

/** Fills a part of a meter or of a chart. */
export const forcedPart = {
  [forced]: { forcedColorAdjust: 'none', backgroundColor: 'Highlight', backgroundImage: 'none' },
} as const;

/** Fills a part with a pattern that distinguishes it from the part before it. */
export const forcedHatch = {
  [forced]: {
    forcedColorAdjust: 'none',
    backgroundColor: 'Canvas',
    backgroundImage: 'repeating-linear-gradient(135deg, CanvasText 0 3px, Canvas 3px 6px)',
  },
} as const;

/** Outlines a part whose colour is explained by a legend; all parts of the chart get this outline. */
export const forcedEdge = { [forced]: { outline: '1px solid CanvasText', outlineOffset: '-1px' } } as const;

/** Colours a stroke or a filled shape of an SVG drawing. */
export const forcedStroke = { [forced]: { stroke: 'CanvasText' } } as const;
export const forcedStrongStroke = { [forced]: { stroke: 'Highlight' } } as const;
export const forcedFill = { [forced]: { fill: 'Highlight' } } as const;

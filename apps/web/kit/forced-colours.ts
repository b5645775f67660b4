/**
 * What stands for a colour where the system forces its own few (Windows high contrast): then backgrounds, gradients and
 * shadows of a page are not shown. Parts of the styles of elements that say something by them alone.
 */
const forced = '@media (forced-colors: active)';

/** Of several things the one that is chosen. */
export const forcedChosen = {
  [forced]: { outline: '2px solid Highlight', outlineOffset: '-2px' },
} as const;

/** The frame of a meter, so that what is free of it is seen. */
export const forcedFrame = {
  [forced]: { outline: '1px solid CanvasText', forcedColorAdjust: 'none', backgroundColor: 'Canvas' },
} as const;

/** A part of a meter or a chart. */
export const forcedPart = {
  [forced]: { forcedColorAdjust: 'none', backgroundColor: 'Highlight', backgroundImage: 'none' },
} as const;

/** A part that is told from the one before by its pattern. */
export const forcedHatch = {
  [forced]: {
    forcedColorAdjust: 'none',
    backgroundColor: 'Canvas',
    backgroundImage: 'repeating-linear-gradient(135deg, CanvasText 0 3px, Canvas 3px 6px)',
  },
} as const;

/** A part whose colour is explained by a legend: all such parts have an edge. */
export const forcedEdge = { [forced]: { outline: '1px solid CanvasText', outlineOffset: '-1px' } } as const;

/** A stroke or a filled shape of a drawing. */
export const forcedStroke = { [forced]: { stroke: 'CanvasText' } } as const;
export const forcedStrongStroke = { [forced]: { stroke: 'Highlight' } } as const;
export const forcedFill = { [forced]: { fill: 'Highlight' } } as const;
export const forcedText = { [forced]: { fill: 'CanvasText' } } as const;

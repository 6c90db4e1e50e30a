/** The sizes of a laid-out graph, in pixels. */
export type LayoutSizes = { boxWidth: number; boxHeight: number; layerGap: number; rowGap: number };

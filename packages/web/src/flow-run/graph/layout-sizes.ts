export type LayoutSizes = { boxWidth: number; boxHeight: number; layerGap: number; rowGap: number };

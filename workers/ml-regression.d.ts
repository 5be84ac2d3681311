/** The package brings no types; these are of the part in use. */
declare module 'ml-regression' {
  /** Straight line through points by ordinary least squares; the x must differ. */
  export class SimpleLinearRegression {
    constructor(x: readonly number[], y: readonly number[]);
    readonly slope: number;
    readonly intercept: number;
  }
}

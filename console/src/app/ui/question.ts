/** What is asked before something that cannot be taken back. */
export interface Question {
  title: string;
  text: string;
  /** The word on the button that does it. */
  action: string;
  /** The word on the button that does not; "Keep" without one. */
  dismiss?: string;
  destructive?: boolean;
}

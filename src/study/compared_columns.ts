/** The names that the numbers of a comparison have, in its rows and in a report's tables. */

/** A cell or a pair has them beside the values of its factors, none of which may be called so. */
export const COMPARED_COLUMNS: readonly string[] = [
  ...["a", "b", "pair", "seeds", "n", "runs", "diverged", "untrained", "untrained_share"],
  ...[
    "untrained_interval",
    "trained_mean",
    "trained_t_interval",
    "trained_t_low",
    "trained_t_high",
  ],
  ...["mean", "sd", "sem", "median", "iqm", "min", "max", "published"],
  ...["t_interval", "t_low", "t_high", "prediction_interval", "prediction_low", "prediction_high"],
  ...["bootstrap", "bootstrap_mean", "bootstrap_iqm", "bca_low", "bca_high"],
  ...["iqm_bca_low", "iqm_bca_high", "iqm_stratified_bootstrap"],
  ...["mean_difference", "sd_difference", "t", "df", "d_z", "p_t", "p_t_holm", "p_t_holm_all"],
  ...["wilcoxon", "p_wilcoxon", "p_wilcoxon_holm", "p_wilcoxon_holm_all"],
  ...["p_wilcoxon_smallest_possible", "mcnemar", "p_untrained"],
  ...["wins", "win_rate", "wins_a", "ties", "wins_b", "probability_of_improvement"],
  ...["minimum_detectable_difference", "minimum_detectable_difference_holm", "seeds_needed"],
];

"""The policy, the rules, the features and every sentence of Evenhand."""

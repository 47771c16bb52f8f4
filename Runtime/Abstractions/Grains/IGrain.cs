namespace Orleans;

/// <summary>What every grain interface derives from.</summary>
public interface IGrain : Runtime.IAddressable;

/// <summary>A grain whose key is a string.</summary>
public interface IGrainWithStringKey : IGrain;

/// <summary>A grain whose key is a guid.</summary>
public interface IGrainWithGuidKey : IGrain;

/// <summary>A grain whose key is a 64-bit integer.</summary>
public interface IGrainWithIntegerKey : IGrain;

/// <summary>A grain whose key is a guid with a string.</summary>
public interface IGrainWithGuidCompoundKey : IGrain;

/// <summary>A grain whose key is a 64-bit integer with a string.</summary>
public interface IGrainWithIntegerCompoundKey : IGrain;

/// <summary>Declared because <see cref="IGrainFactory"/> names it; the embedded engine has no observers.</summary>
public interface IGrainObserver : Runtime.IAddressable;
